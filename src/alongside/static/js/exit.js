// Quick exit: the link, or Shift three times. The page is blanked before the other one has come.
const link = document.querySelector("[data-quick-exit]");
const leave = (event) => {
  event.preventDefault();
  document.body.replaceChildren();
  location.replace(link.href);
};
let presses = [];
link.addEventListener("click", leave);
addEventListener("keyup", (event) => {
  presses = event.key === "Shift" ? [...presses.slice(-2), event.timeStamp] : [];
  if (presses.length === 3 && event.timeStamp - presses[0] < 3000) leave(event);
});
