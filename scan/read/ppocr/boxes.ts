/** A rectangle that may stand askew, by its centre; the long side runs along `angle` (radians, clockwise). */
export interface TiltedBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const probable = 0.3;
const leastScore = 0.5;
const leastSide = 3;
/** The model marks the core of a line; its letters reach further out. */
const growth = 1.6;

/** The lines of text in the detection model's map of probabilities, in the map's own pixels. */
export function boxesOf(map: Float32Array, width: number, height: number): TiltedBox[] {
  const mask = dilated(map, width, height);
  const boxes: TiltedBox[] = [];
  for (const outline of outlinesOf(mask, width, height)) {
    const box = smallestBox(hullOf(outline));
    if (Math.min(box.width, box.height) < leastSide) continue;
    if (scoreOf(map, width, height, box) < leastScore) continue;
    const by = ((box.width * box.height) / (2 * (box.width + box.height))) * growth;
    boxes.push({ ...box, width: box.width + 2 * by, height: box.height + 2 * by });
  }
  return boxes;
}

/** Whether a pixel or one left of or above it is text. */
function dilated(map: Float32Array, width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((map[y * width + x] ?? 0) <= probable) continue;
      mask[y * width + x] = 1;
      if (x + 1 < width) mask[y * width + x + 1] = 1;
      if (y + 1 < height) mask[(y + 1) * width + x] = 1;
      if (x + 1 < width && y + 1 < height) mask[(y + 1) * width + x + 1] = 1;
    }
  return mask;
}

/** For each connected area the ends of its rows: its hull is that of the area. Empties the mask. */
function* outlinesOf(mask: Uint8Array, width: number, height: number): Generator<Point[]> {
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== 1) continue;
    const rows = new Map<number, [from: number, to: number]>();
    mask[start] = 0;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nextX, nextY] = [x + dx, y + dy];
          if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height) continue;
          const next = nextY * width + nextX;
          if (mask[next] !== 1) continue;
          mask[next] = 0;
          stack.push(next);
        }
    }
    yield [...rows].flatMap(([y, [from, to]]) => [
      { x: from, y },
      { x: to, y },
    ]);
  }
}

/** Convex hull by monotone chain. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [a, b] = chain.slice(-2);
        if (!a || !b || (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** The smallest rectangle around a convex hull: one of its sides lies along one of the hull's. */
function smallestBox(hull: readonly Point[]): TiltedBox {
  let best: (TiltedBox & { area: number }) | null = null;
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length] ?? from;
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of hull) {
      const [along, across] = [x * cos + y * sin, y * cos - x * sin];
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const [width, height] = [right - left, bottom - top];
    if (best && best.area <= width * height) return;
    const [along, across] = [(left + right) / 2, (top + bottom) / 2];
    const [x, y] = [along * cos - across * sin, along * sin + across * cos];
    best = { x, y, width, height, angle, area: width * height };
  });
  const { x, y, width, height, angle } = best ?? { x: 0, y: 0, width: 0, height: 0, angle: 0 };
  return lyingDown({ x, y, width, height, angle });
}

/** The same rectangle with an angle between −45° and 45°. */
function lyingDown({ x, y, width, height, angle }: TiltedBox): TiltedBox {
  const turns = Math.round(angle / (Math.PI / 2));
  const isSwapped = turns % 2 !== 0;
  return {
    x,
    y,
    width: isSwapped ? height : width,
    height: isSwapped ? width : height,
    angle: angle - (turns * Math.PI) / 2,
  };
}

/** The mean probability inside a box. */
function scoreOf(map: Float32Array, width: number, height: number, box: TiltedBox): number {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  let sum = 0;
  let count = 0;
  const [stepsX, stepsY] = [
    Math.max(1, Math.round(box.width)),
    Math.max(1, Math.round(box.height)),
  ];
  for (let j = 0; j <= stepsY; j++)
    for (let i = 0; i <= stepsX; i++) {
      const along = (i / stepsX - 0.5) * box.width;
      const across = (j / stepsY - 0.5) * box.height;
      const x = Math.round(box.x + along * cos - across * sin);
      const y = Math.round(box.y + along * sin + across * cos);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      sum += map[y * width + x] ?? 0;
      count++;
    }
  return count === 0 ? 0 : sum / count;
}
