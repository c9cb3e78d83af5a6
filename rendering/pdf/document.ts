import { fonts, type Weight } from '../fonts.ts';
import { writeArchive, writeInfo, type DocumentFacts } from './archive.ts';
import { srgbProfile } from './color-profile.ts';
import { writeImage, type Picture } from './picture.ts';
import { PdfObjects } from './objects.ts';
import { alternative, Structure } from './structure.ts';
import { UsedFont } from './used-font.ts';

/** A4 in points; y counts from the upper edge. */
export const paper = { width: 595.28, height: 841.89 };

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  /** `#rrggbb` */
  readonly color: string;
}

const profile = srgbProfile();
/** Pages that are compressed before other work of the process gets its turn. */
const pagesPerTurn = 25;

/** A document that is drawn page by page and then written as PDF/A-3b. */
export class Drawing {
  readonly #pages: string[][] = [];
  readonly #fonts: Record<Weight, UsedFont>;
  readonly #pictures: Picture[] = [];
  /** What the drawn things are to those who hear the document. */
  readonly structure = new Structure();
  #page: string[] = [];
  #at = -1;

  constructor() {
    const { regular, bold } = fonts();
    this.#fonts = { regular: new UsedFont(regular), bold: new UsedFont(bold) };
    this.addPage();
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  addPage(): void {
    this.#page = [];
    this.#at = this.#pages.push(this.#page) - 1;
  }

  /** Draws on an earlier page from now on. */
  turnTo(page: number): void {
    this.#page = this.#pages[page] ?? this.#page;
    this.#at = page;
  }

  /** One line of text whose base line is at y. */
  text(text: string, x: number, y: number, { size, weight, color }: TextStyle): void {
    if (text === '') return;
    const name = weight === 'bold' ? 'B' : 'R';
    const encoded = this.#fonts[weight].encode(text);
    this.#draw(
      `BT /${name} ${size} Tf ${colorOf(color)} rg ${points(x)} ${points(paper.height - y)} Td ${encoded} TJ ET`,
    );
  }

  line(
    x: number,
    y: number,
    toX: number,
    toY: number,
    width: number,
    color: string,
    dash = '',
  ): void {
    const [from, to] = [paper.height - y, paper.height - toY];
    this.structure.silently(() =>
      this.#draw(
        `q ${colorOf(color)} RG ${width} w [${dash}] 0 d ${points(x)} ${points(from)} m ${points(toX)} ${points(to)} l S Q`,
      ),
    );
  }

  rectangle(x: number, y: number, width: number, height: number, fill: string): void {
    const bottom = points(paper.height - y - height);
    this.structure.silently(() =>
      this.#draw(
        `${colorOf(fill)} rg ${points(x)} ${bottom} ${points(width)} ${points(height)} re f`,
      ),
    );
  }

  /** `name` is said in its place to those who cannot see it. */
  picture(
    picture: Picture,
    name: string,
    box: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    },
  ): void {
    let at = this.#pictures.indexOf(picture);
    if (at < 0) at = this.#pictures.push(picture) - 1;
    const [x, bottom] = [points(box.x), points(paper.height - box.y - box.height)];
    const [width, height] = [points(box.width), points(box.height)];
    this.structure.within(
      'Figure',
      () => this.#draw(`q ${width} 0 0 ${height} ${x} ${bottom} cm /P${at} Do Q`),
      alternative(name) +
        ` /A << /O /Layout /BBox [${x} ${bottom} ${points(x + width)} ${points(bottom + height)}] >>`,
    );
  }

  #draw(operators: string): void {
    this.#page.push(`${this.structure.begin(this.#at)} ${operators} EMC`);
  }

  /** The bytes of the file. Lets other work have its turn in between, as a long document takes a while. */
  async finish(facts: DocumentFacts): Promise<Uint8Array> {
    const objects = new PdfObjects();
    const [root, tree, resources] = [objects.reserve(), objects.reserve(), objects.reserve()];
    const kids = this.#pages.map(() => objects.reserve());
    for (const [at, page] of this.#pages.entries()) {
      if (at % pagesPerTurn === pagesPerTurn - 1) await turn();
      const content = objects.addStream('', Buffer.from(page.join('\n'), 'latin1'));
      objects.add(
        `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${paper.width} ${paper.height}] ` +
          `/Resources ${resources} 0 R /Contents ${content} 0 R /StructParents ${at} /Tabs /S >>`,
        kids[at],
      );
    }
    const references = kids.map((kid) => `${kid} 0 R`).join(' ');
    objects.add(`<< /Type /Pages /Count ${kids.length} /Kids [${references}] >>`, tree);
    const pictures = this.#pictures.map(
      (picture, at) => `/P${at} ${writeImage(objects, picture)} 0 R`,
    );
    const { regular, bold } = this.#fonts;
    objects.add(
      `<< /Font << /R ${regular.write(objects)} 0 R /B ${bold.write(objects)} 0 R >> ` +
        `/XObject << ${pictures.join(' ')} >> >>`,
      resources,
    );
    const structure = await this.structure.write(objects, kids, turn);
    const archive = writeArchive(objects, facts, profile);
    objects.add(
      `<< /Type /Catalog /Pages ${tree} 0 R /MarkInfo << /Marked true >> /StructTreeRoot ${structure} 0 R ${archive} >>`,
      root,
    );
    return objects.finish(root, writeInfo(objects, facts));
  }
}

/** Lets everything else that waits in this process go first. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const points = (value: number): number => Math.round(value * 100) / 100;

const colors = new Map<string, string>();
function colorOf(color: string): string {
  let operands = colors.get(color);
  if (operands === undefined) {
    const part = (at: number): string =>
      String(Math.round((parseInt(color.slice(at, at + 2), 16) / 255) * 1000) / 1000);
    operands = `${part(1)} ${part(3)} ${part(5)}`;
    colors.set(color, operands);
  }
  return operands;
}
