// The map works without this. With it: look closer, choose by a tap, and draw with a pointer or with the keyboard.
// What is drawn is written as points into the form's own field, which is all that is sent.
"use strict";

const svg = document.querySelector("svg[data-map]");
if (svg) {
  const SVG = "http://www.w3.org/2000/svg";
  const [, , WIDTH, HEIGHT] = svg.getAttribute("viewBox").split(" ").map(Number);
  const { west, north, scale } = Object.fromEntries(Object.entries(svg.dataset).map(([name, said]) => [name, Number(said)]));
  const drawn = svg.querySelector("[data-drawn]");
  const cross = made("path", "cross");
  const METRES = 111320;
  const first = { x: 0, y: 0, width: WIDTH };
  let view = first;
  let slot = null; // the one that is drawn just now
  svg.append(cross);

  function made(kind, name) {
    const one = document.createElementNS(SVG, kind);
    one.setAttribute("class", name);
    return one;
  }

  // Degrees and the picture's squares: the same Web Mercator as the server draws with.
  const mercator = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
  const toSpot = ([lat, lon]) => [(lon - west) * scale, (north - mercator(lat)) * scale];
  const toPoint = ([x, y]) => {
    const lat = (Math.atan(Math.exp(((north - y / scale) * Math.PI) / 180)) * 360) / Math.PI - 90;
    return [Number(lat.toFixed(5)), Number((west + x / scale).toFixed(5))];
  };

  // All there is to see: the municipality, which may reach outside what is shown first.
  const boxes = [...svg.querySelectorAll(".border")].map((one) => one.getBBox());
  const least = (part, first) => Math.min(first, ...boxes.map((box) => box[part]));
  const most = (part, size, first) => Math.max(first, ...boxes.map((box) => box[part] + box[size]));
  const [left, top] = [least("x", 0), least("y", 0)];
  const [right, bottom] = [most("x", "width", WIDTH), most("y", "height", HEIGHT)];
  const widest = Math.max(right - left, ((bottom - top) * WIDTH) / HEIGHT);
  const everything = { x: (left + right - widest) / 2, y: (top + bottom - (widest * HEIGHT) / WIDTH) / 2, width: widest };

  function look(at) {
    const width = Math.min(widest, Math.max(WIDTH / 64, at.width));
    const height = (width * HEIGHT) / WIDTH;
    const within = (first, size, one, other) => (size >= other - one ? (one + other - size) / 2 : Math.max(one, Math.min(other - size, first)));
    view = { x: within(at.x, width, left, right), y: within(at.y, height, top, bottom), width };
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${width} ${height}`);
    const share = width / WIDTH;
    svg.style.setProperty("--share", share);
    svg.classList.toggle("close", share < 0.3);
    svg.classList.toggle("nearer", share < 0.99); // a finger then moves the map, not the page
    for (const place of svg.querySelectorAll(".place")) place.setAttribute("r", 5 * share);
    const [x, y] = middle();
    const arm = 14 * share;
    lay();
    cross.setAttribute("d", `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`);
  }

  // Tiles of a map service, where the municipality has set one: as fine as what is looked at.
  function lay() {
    const under = svg.querySelector("[data-tiles]");
    if (!under) return;
    const zoom = Math.min(18, Math.floor(Math.log2((360 * scale * WIDTH) / (150 * view.width))));
    const size = (360 * scale) / 2 ** zoom;
    const [x, y] = [(-180 - west) * scale, (north - 180) * scale];
    const span = (from, length) => [Math.floor(from / size), Math.ceil((from + length) / size)];
    const [firstColumn, lastColumn] = span(view.x - x, view.width);
    const [firstRow, lastRow] = span(view.y - y, (view.width * HEIGHT) / WIDTH);
    const tiles = [];
    for (let row = firstRow; row < lastRow; row += 1) {
      for (let column = firstColumn; column < lastColumn; column += 1) {
        const tile = document.createElementNS(SVG, "image");
        tile.setAttribute("href", under.dataset.tiles.replace("{z}", zoom).replace("{x}", column).replace("{y}", row));
        for (const [name, value] of Object.entries({ x: x + column * size, y: y + row * size, width: size, height: size })) {
          tile.setAttribute(name, value);
        }
        tiles.push(tile);
      }
    }
    under.replaceChildren(...tiles);
  }

  const middle = () => [view.x + view.width / 2, view.y + (view.width * HEIGHT) / WIDTH / 2];
  const zoom = (factor, [x, y] = middle()) =>
    look({ x: x - (x - view.x) * factor, y: y - (y - view.y) * factor, width: view.width * factor });
  const move = (dx, dy) => look({ ...view, x: view.x + dx * view.width, y: view.y + dy * view.width });

  for (const row of document.querySelectorAll("[data-look]")) row.hidden = false;
  document.addEventListener("click", (event) => {
    const how = event.target.closest("[data-look-at]")?.dataset.lookAt;
    if (how === "all") look(everything);
    else if (how) zoom(how === "closer" ? 0.5 : 2);
  });

  // The drawings, as they stand in the form.
  const field = (name, part) => document.getElementById(`${name}-${part}`);
  const pointsOf = (name) =>
    field(name, "punkter").value.split("\n").flatMap((line) => {
      const found = (line.match(/\d+(?:[.,]\d+)?/g) ?? []).map((one) => Number(one.replace(",", ".")));
      return found.length === 2 ? [found[0] > found[1] ? found : [found[1], found[0]]] : [];
    });

  function shapeOf(name) {
    const points = pointsOf(name);
    const metres = Number(field(name, "meter").value.replace(/\s/g, ""));
    if (points.length || !metres) return points.map(toSpot);
    const { lon, lat } = field(name, "sted").selectedOptions[0].dataset;
    const up = metres / METRES;
    const out = up / Math.cos((lat * Math.PI) / 180);
    return Array.from({ length: 48 }, (_, turn) => {
      const angle = (turn * Math.PI) / 24;
      return toSpot([Number(lat) + up * Math.sin(angle), Number(lon) + out * Math.cos(angle)]);
    });
  }

  const isDanger = (name) => field(name, "sone")?.selectedOptions[0].dataset.danger === "";

  function draw() {
    drawn.replaceChildren();
    tell();
    for (const one of document.querySelectorAll("[data-slot]")) {
      const name = one.dataset.slot;
      const spots = shapeOf(name);
      if (!spots.length) continue;
      const path = made("path", `area drawn chosen${isDanger(name) ? " danger" : ""}`);
      path.setAttribute("d", `M${spots.map((spot) => spot.join(" ")).join("L")}Z`);
      drawn.append(path);
      if (slot?.name !== name) continue;
      for (const [x, y] of spots) {
        const corner = made("circle", "corner place");
        corner.setAttribute("cx", x);
        corner.setAttribute("cy", y);
        corner.setAttribute("r", (7 * view.width) / WIDTH);
        drawn.append(corner);
      }
    }
  }

  function write(name, points) {
    field(name, "punkter").value = points.map((point) => point.join(", ")).join("\n");
    draw();
    const last = points.at(-1);
    const row = document.querySelector(`[data-pointer="${name}"]`);
    row.querySelector("[role=status]").textContent = last
      ? row.dataset.said.replace("%n", points.length).replace("%p", last.join(", "))
      : row.dataset.help;
  }

  const add = (spot) => write(slot.name, [...pointsOf(slot.name), toPoint(spot)]);

  function begin(name) {
    end();
    const row = document.querySelector(`[data-pointer="${name}"]`);
    const button = row.querySelector("[data-act=draw]");
    slot = { name, button, label: button.textContent, row, home: row.nextElementSibling };
    svg.closest("figure").after(row); // beside what it is about, for as long as it lasts
    button.textContent = button.dataset.done;
    button.setAttribute("aria-pressed", "true");
    row.querySelector("[role=status]").textContent = row.dataset.help;
    svg.classList.add("drawing");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "application");
    svg.scrollIntoView({ block: "center" });
    svg.focus({ preventScroll: true });
    draw();
  }

  function end() {
    if (!slot) return;
    slot.button.textContent = slot.label;
    slot.button.setAttribute("aria-pressed", "false");
    svg.classList.remove("drawing");
    svg.removeAttribute("tabindex");
    svg.setAttribute("role", "img");
    const { button, row, home } = slot;
    slot = null;
    home.before(row);
    draw();
    button.focus();
  }

  for (const row of document.querySelectorAll("[data-pointer]")) {
    row.hidden = false;
    const name = row.dataset.pointer;
    row.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act === "draw") slot?.name === name ? end() : begin(name);
      if (act === "undo") write(name, pointsOf(name).slice(0, -1));
      if (act === "empty") write(name, []);
    });
  }
  for (const one of document.querySelectorAll("[data-slot]")) {
    one.addEventListener("input", draw);
    one.addEventListener("change", draw);
  }

  // The pointer: a tap sets a corner or chooses an area; a drag moves what one looks at.
  const spotOf = (event) => {
    const box = svg.getBoundingClientRect();
    const share = view.width / box.width;
    return [view.x + (event.clientX - box.x) * share, view.y + (event.clientY - box.y) * share];
  };
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    held = { from: [event.clientX, event.clientY], view, moved: false };
    if (slot) svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.from[0], event.clientY - held.from[1]];
    held.moved ||= Math.hypot(dx, dy) > 8;
    const share = held.view.width / svg.getBoundingClientRect().width;
    if (held.moved) look({ ...held.view, x: held.view.x - dx * share, y: held.view.y - dy * share });
  });
  svg.addEventListener("pointerup", (event) => {
    const tapped = held && !held.moved;
    held = null;
    if (!tapped) return;
    if (slot) add(spotOf(event));
    else choose(event.target.closest("[data-key]")?.dataset.key);
  });
  svg.addEventListener("pointercancel", () => (held = null));

  const KEYS = {
    ArrowLeft: () => move(-0.1, 0),
    ArrowRight: () => move(0.1, 0),
    ArrowUp: () => move(0, -0.1),
    ArrowDown: () => move(0, 0.1),
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    Enter: () => add(middle()),
    " ": () => add(middle()),
    Backspace: () => write(slot.name, pointsOf(slot.name).slice(0, -1)),
    Escape: end,
  };
  svg.addEventListener("keydown", (event) => {
    if (!slot || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // The boxes: what is ticked is coloured, and an area of the map ticks its own.
  const ticks = () => [...document.querySelectorAll("input[type=checkbox][name=areas], input[type=checkbox][name^='z.']")];

  function choose(key) {
    const mine = ticks().filter((box) => box.value === key);
    if (mine.length === 1) mine[0].click(); // of several zones nobody can tell which was meant
  }

  // What is chosen, for who hears the map.
  function tell() {
    const ticked = ticks().filter((box) => box.checked).map((box) => box.closest("label").textContent.trim());
    const slots = [...document.querySelectorAll("[data-slot]")].map((one) => one.dataset.slot);
    const named = slots.filter((name) => shapeOf(name).length).map((name) => field(name, "navn").value || "…");
    const desc = svg.querySelector("desc");
    const all = [...new Set([...ticked, ...named])].join(", ") || desc.dataset.none;
    desc.textContent = desc.dataset.said.replace("%s", () => all);
  }

  function colour() {
    tell();
    for (const path of svg.querySelectorAll("[data-key]")) {
      const mine = ticks().filter((box) => box.checked && box.value === path.dataset.key);
      path.classList.toggle("chosen", mine.length > 0);
      path.classList.toggle("danger", mine.some((box) => "danger" in box.dataset));
    }
    const all = ticks().some((box) => box.checked && "whole" in box.dataset);
    for (const border of svg.querySelectorAll(".border")) border.classList.toggle("chosen", all);
  }
  for (const box of ticks()) box.addEventListener("change", colour);

  look(view);
  colour();
  draw();
}
