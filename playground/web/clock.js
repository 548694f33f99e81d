// The playground's clock: set it, move it, or let it run through a day.

import { $ } from "./dom.js";
import { fieldValue, moved, tick } from "./times.js";

const HOUR = 3600;
const STEP_MS = 1100; // an hour each: time enough for a bot to do what falls due, which a jump would leave out
const RUN_LABEL = "+1 day";

// `move(how)` takes {seconds} or {now}, and throws what is to be shown by `fail`.
export class ClockPanel {
  constructor(move, fail) {
    this.move = (how) => move(how).catch((error) => { this.stop(); fail(error); });
    this.left = 0;
    for (const button of document.querySelectorAll("#moves [data-seconds]"))
      button.addEventListener("click", () => this.move({ seconds: Number(button.dataset.seconds) }));
    $("run").addEventListener("click", () => (this.left ? this.stop() : this.run(24)));
    $("real").addEventListener("click", () => this.move({ now: new Date().toISOString() }));
    $("clock-field").addEventListener("focus", (event) => (event.target.value ||= fieldValue()));
    $("clock-set").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move({ now: new Date($("clock-field").value).toISOString() });
    });
    setInterval(tick, 1000);
  }

  show() {
    $("real").hidden = !moved();
  }

  run(hours) {
    this.left = hours;
    this.timer = setInterval(() => this.step(), STEP_MS);
    this.step();
  }

  step() {
    this.left -= 1;
    $("run").textContent = `Stop (${this.left} h)`;
    this.move({ seconds: HOUR });
    if (this.left <= 0) this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.left = 0;
    $("run").textContent = RUN_LABEL;
  }
}
