"use strict";
(() => {
  const [row, address, copy, copied] = ["copying", "address", "copy", "copied"].map((id) => document.getElementById(id));

  // A site that has not been told its address knows it once it is served; from a disk there is none to give away.
  if (!address.value && location.protocol.startsWith("http")) address.value = new URL("feed.xml", location).href;
  row.hidden = !address.value;
  copy.hidden = false;

  // execCommand needs no permission and no https; where it is gone, the address stays selected for Ctrl+C.
  copy.addEventListener("click", async () => {
    address.select();
    const done = document.execCommand("copy") || await navigator.clipboard?.writeText(address.value).then(() => true, () => false);
    copied.textContent = done ? copied.dataset.done : "";
  });
})();
