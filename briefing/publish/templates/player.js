"use strict";
(() => {
  const audio = document.querySelector("audio");
  const [controls, speed, follow, help, keys, places] =
    ["controls", "speed", "follow", "help", "keys", "places"].map((id) => document.getElementById(id));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Where storage is forbidden (privacy mode, some browsers from a disk) even naming it throws; then nothing is remembered.
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* it is only a comfort */ } };

  // Before there is metadata no browser seeks reliably.
  const seek = (time) => {
    if (audio.readyState) audio.currentTime = Math.min(Math.max(time, 0), audio.duration);
    else audio.addEventListener("loadedmetadata", () => seek(time), { once: true });
  };
  let asked = false; // the listener went somewhere: show the place, wherever the page is scrolled to
  const go = (time) => { asked = true; seek(time); };
  const play = () => audio.play().catch(() => {});

  // A place is a link that opens the sound at its time (#t=); with this script the player goes there instead.
  const placed = (selector) => [...document.querySelectorAll(selector)].map((link) => ({ link, at: Number(link.hash.slice(3)) }));
  const chapters = placed(".chapters a");
  const lines = placed(".line");
  for (const { link, at } of [...chapters, ...lines]) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(at);
      play();
    });
  }

  // Mark the last place that has begun; `moved` hears which it is and which it was.
  const marker = (all, moved) => {
    let here;
    return () => {
      const was = here;
      here = all.filter(({ at }) => at <= audio.currentTime + 0.01).pop()?.link;
      if (here === was) return;
      was?.removeAttribute("aria-current");
      here?.setAttribute("aria-current", "true");
      moved(here, was);
    };
  };
  const show = (link) => link?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  const visible = (link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  // Who has scrolled away to read elsewhere is left alone until the line that sounds is in sight again.
  const markLine = marker(lines, (here, was) => {
    if (follow.checked && (asked || (!audio.paused && (!was || visible(was))))) show(here);
    asked = false;
  });
  const markChapter = marker(chapters, (here) => {
    const box = here?.closest("nav");
    if (box && box.scrollHeight > box.clientHeight) box.scrollTop = here.offsetTop - box.clientHeight / 2;
  });

  const shelf = `briefing ${new URL(".", location).pathname}`;
  let kept = 0;
  const keep = () => { kept = audio.currentTime; remember(shelf, audio.ended ? 0 : kept); };
  const mark = () => {
    markLine();
    markChapter();
    if (Math.abs(audio.currentTime - kept) >= 5) keep();
  };
  for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, mark);
  for (const name of ["pause", "ended"]) audio.addEventListener(name, keep);
  audio.addEventListener("play", () => { asked = true; });

  const chapter = (by) => {
    const now = audio.currentTime;
    const starts = chapters.map(({ at }) => at);
    const next = by > 0 ? starts.find((at) => at > now + 0.01) : starts.filter((at) => at < now - 3).pop() ?? 0;
    if (next !== undefined) go(next);
  };
  const acts = {
    play: () => (audio.paused ? play() : audio.pause()),
    back: () => go(audio.currentTime - 15),
    forward: () => go(audio.currentTime + 30),
    previous: () => chapter(-1),
    next: () => chapter(1),
    keys: () => {
      help.open = !help.open;
      if (!help.open) return;
      help.firstElementChild.focus({ preventScroll: true });
      show(help);
    },
  };
  for (const button of controls.querySelectorAll("[data-act]")) button.addEventListener("click", acts[button.dataset.act]);

  const keyed = { " ": "play", k: "play", j: "back", arrowleft: "back", l: "forward", arrowright: "forward", p: "previous", n: "next", "?": "keys" };
  addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    const own = event.target.closest(event.key === " " ? "input, select, audio, button, summary" : "select, audio");
    // On a keyboard of other letters the key is found by its place.
    const act = acts[keyed[(event.key > "~" ? event.code.slice(3) : event.key).toLowerCase()]];
    if (held || own || !keys.checked || !act) return;
    event.preventDefault();
    act();
  });
  keys.checked = recall("briefing keys") !== "off";
  keys.addEventListener("change", () => remember("briefing keys", keys.checked ? "on" : "off"));

  speed.addEventListener("change", () => { audio.playbackRate = audio.defaultPlaybackRate = Number(speed.value); remember("briefing speed", speed.value); });
  speed.value = recall("briefing speed") ?? "1";
  if (!speed.value) speed.value = "1";
  audio.playbackRate = audio.defaultPlaybackRate = Number(speed.value);

  const session = navigator.mediaSession;
  if (session) {
    const text = (selector) => document.querySelector(selector).textContent;
    const artwork = [{ src: document.images[0].src }].filter(({ src }) => src.startsWith("http")); // a file's is refused
    session.metadata = new MediaMetadata({ title: text("h1"), artist: text(".up"), artwork });
    const asks = { seekbackward: "back", seekforward: "forward", previoustrack: "previous", nexttrack: "next" };
    for (const [name, act] of Object.entries(asks)) session.setActionHandler(name, acts[act]);
  }

  const shared = () => {
    const found = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
    if (found) seek(Number(found[1]));
    return found;
  };
  addEventListener("hashchange", shared);
  const left = Number(recall(shelf));
  if (!shared() && left > 0) seek(left);

  audio.controlsList?.add("noplaybackrate", "nodownload"); // both stand on the page
  controls.hidden = help.hidden = follow.parentElement.hidden = false;
  places.open = !matchMedia("(max-width: 48rem)").matches;
})();
