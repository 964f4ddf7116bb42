"use strict";
(() => {
  const audio = document.querySelector("audio");
  const follow = document.getElementById("follow");
  const places = [...document.querySelectorAll("a[data-start]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Without this script each link opens the sound at its time (#t=); with it, the player goes there.
  for (const place of places) {
    place.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      audio.currentTime = Number(place.dataset.start);
      audio.play().catch(() => {});
    });
  }

  const mark = () => {
    const now = audio.currentTime;
    for (const place of places) {
      const here = Number(place.dataset.start) <= now && now < Number(place.dataset.end);
      if (here === place.hasAttribute("aria-current")) continue;
      if (!here) { place.removeAttribute("aria-current"); continue; }
      place.setAttribute("aria-current", "true");
      if (follow.checked && !audio.paused && place.classList.contains("line")) {
        place.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
      }
    }
  };
  audio.addEventListener("timeupdate", mark);
  audio.addEventListener("seeked", mark);
  follow.parentElement.hidden = false;

  const shared = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  if (shared) audio.currentTime = Number(shared[1]);
})();
