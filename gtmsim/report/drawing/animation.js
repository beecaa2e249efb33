"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const step = 5, tenths = 10, travel = 700; // numbers of a move, parts of a day, milliseconds of a way
  const colours = ["#1d6fb8", "#c2571a", "#2f8f5b", "#8a4fae", "#b8860b", "#4a5a68"];
  const moves = data.moves, last = moves.length / step;
  const canvas = document.querySelector("canvas"), paint = canvas.getContext("2d");
  const play = document.getElementById("play"), speed = document.getElementById("speed");
  const slider = document.getElementById("time"), now = document.getElementById("now");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let day = 0, next = 0, playing = false, before = 0, counts = [], dots = [];

  slider.max = data.days;
  function restart() { day = 0; next = 0; dots = []; counts = data.boxes.map(() => 0); }

  function until(moment, moving) {
    for (; next < last && moves[next * step] <= moment * tenths; next++) {
      const at = next * step, from = moves[at + 1], to = moves[at + 2], leaves = moves[at + 3];
      if (leaves >= 0 && counts[leaves] > 0) counts[leaves]--;
      counts[to]++;
      if (moving && from >= 0 && dots.length < 600) {
        dots.push({ from: from, to: to, channel: moves[at + 4], begun: before, off: ((next * 37) % 21 - 10) / 10 });
      }
    }
    day = moment;
  }

  function middle(place) {
    const box = data.boxes[place];
    return [box[0] + box[2] / 2, box[1] + box[3] / 2, box[2], box[3]];
  }

  function draw(stamp) {
    const wide = canvas.clientWidth * (window.devicePixelRatio || 1), scale = wide / data.size[0];
    if (canvas.width !== Math.round(wide)) {
      canvas.width = Math.round(wide);
      canvas.height = Math.round(data.size[1] * scale);
    }
    paint.setTransform(scale, 0, 0, scale, 0, 0);
    paint.clearRect(0, 0, data.size[0], data.size[1]);
    dots = dots.filter((dot) => stamp - dot.begun < travel);
    for (const dot of dots) {
      const part = Math.max(0, Math.min(1, (stamp - dot.begun) / travel));
      const eased = part * part * (3 - 2 * part), a = middle(dot.from), b = middle(dot.to);
      paint.fillStyle = colours[(dot.channel + colours.length) % colours.length];
      paint.beginPath();
      paint.arc(a[0] + (b[0] - a[0]) * eased + dot.off * 5, a[1] + (b[1] - a[1]) * eased + dot.off * 8, 4, 0, 2 * Math.PI);
      paint.fill();
    }
    paint.font = "600 12px Helvetica, Arial, sans-serif";
    paint.textAlign = "center";
    data.boxes.forEach((box, place) => {
      if (!data.counted[place] || !counts[place]) return;
      const text = counts[place].toLocaleString("en"), width = paint.measureText(text).width + 12;
      paint.fillStyle = "#1a2733";
      paint.fillRect(box[0] + box[2] - width + 6, box[1] - 9, width, 18);
      paint.fillStyle = "#fff";
      paint.fillText(text, box[0] + box[2] - width / 2 + 6, box[1] + 4);
    });
    const date = new Date(Date.parse(data.start + "T00:00:00Z") + Math.floor(day) * 864e5);
    now.textContent = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    slider.value = day;
  }

  function frame(stamp) {
    if (!playing) return;
    const passed = Math.min(100, stamp - before) / 1000;
    before = stamp;
    until(Math.min(data.days, day + passed * Number(speed.value)), !still.matches);
    draw(stamp);
    if (day >= data.days && !dots.length) set(false);
    else window.requestAnimationFrame(frame);
  }

  function set(on) {
    playing = on;
    play.textContent = on ? "Pause" : "Play";
    if (!on) return;
    if (day >= data.days) { restart(); until(0, false); }
    before = window.performance.now();
    window.requestAnimationFrame(frame);
  }

  play.addEventListener("click", () => set(!playing));
  slider.addEventListener("input", () => {
    const wanted = Number(slider.value);
    if (wanted < day) restart();
    dots = [];
    until(wanted, false);
    draw(window.performance.now());
  });
  window.addEventListener("resize", () => draw(window.performance.now()));
  restart();
  until(0, false);
  draw(0);
  if (!still.matches) set(true);
})();
