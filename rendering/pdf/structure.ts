import { textString, type PdfObjects } from './objects.ts';

/** What a piece of the page is, to those who hear it instead of seeing it. */
export type Role =
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure';

interface Mark {
  readonly page: number;
  readonly mark: number;
}

interface Element {
  readonly role: Role | 'Document';
  readonly attributes: string;
  readonly parent?: Element;
  readonly kids: (Element | Mark)[];
  number: number;
}

/** Elements that are written before other work of the process gets its turn. */
const elementsPerTurn = 2000;

/** The elements of a document in the order in which they are read, and where on the pages each of them stands. */
export class Structure {
  readonly #root: Element = { role: 'Document', attributes: '', kids: [], number: 0 };
  #open: Element = this.#root;
  #isSilent = false;
  /** Of each page, the element of each mark. */
  readonly #marks: Element[][] = [];

  /** All that is drawn meanwhile belongs to one element within the element that is open. */
  within(role: Role, draw: () => void, attributes = ''): void {
    this.open(role, attributes);
    draw();
    this.close();
  }

  /** As `within`, for what is not drawn in one go. */
  open(role: Role, attributes = ''): void {
    this.#open = { role, attributes, parent: this.#open, kids: [], number: 0 };
  }

  close(): void {
    const { parent = this.#root, kids } = this.#open;
    // An element that nothing was drawn for would be read as silence.
    if (kids.length > 0) parent.kids.push(this.#open);
    this.#open = parent;
  }

  /** What is drawn meanwhile is not read: page numbers, repeated heads. */
  silently(draw: () => void): void {
    const before = this.#isSilent;
    this.#isSilent = true;
    draw();
    this.#isSilent = before;
  }

  /** How the next thing drawn on the page begins: as a part of the element that is open, or as decoration. */
  begin(page: number): string {
    const element = this.#open;
    if (this.#isSilent || element === this.#root) return '/Artifact BMC';
    const marks = (this.#marks[page] ??= []);
    const mark = marks.push(element) - 1;
    element.kids.push({ page, mark });
    return `/${element.role} << /MCID ${mark} >> BDC`;
  }

  /** How many elements there are, with the document itself. */
  get count(): number {
    const countOf = ({ kids }: Element): number =>
      kids.reduce((sum, kid) => sum + ('role' in kid ? countOf(kid) : 0), 1);
    return countOf(this.#root);
  }

  /** Writes the tree; returns its number. `pages` are the numbers of the pages. */
  async write(
    objects: PdfObjects,
    pages: readonly number[],
    turn: () => Promise<void>,
  ): Promise<number> {
    const tree = objects.reserve();
    const all: Element[] = [];
    const collect = (element: Element): void => {
      element.number = objects.reserve();
      all.push(element);
      for (const kid of element.kids) if ('role' in kid) collect(kid);
    };
    collect(this.#root);
    for (const [at, element] of all.entries()) {
      if (at % elementsPerTurn === elementsPerTurn - 1) await turn();
      objects.addPacked(elementBody(element, tree, pages), element.number);
    }
    const rows = this.#marks.flatMap((marks, page) => {
      const row = objects.addPacked(`[${marks.map(({ number }) => `${number} 0 R`).join(' ')}]`);
      return [`${page} ${row} 0 R`];
    });
    const parents = objects.addPacked(`<< /Nums [${rows.join(' ')}] >>`);
    return objects.addPacked(
      `<< /Type /StructTreeRoot /K ${this.#root.number} 0 R /ParentTree ${parents} 0 R /ParentTreeNextKey ${pages.length} >>`,
      tree,
    );
  }
}

function elementBody(element: Element, tree: number, pages: readonly number[]): string {
  const { role, attributes, parent, kids } = element;
  const first = kids.find((kid): kid is Mark => 'mark' in kid)?.page;
  const references = kids.map((kid) => {
    if ('role' in kid) return `${kid.number} 0 R`;
    return kid.page === first
      ? String(kid.mark)
      : `<< /Type /MCR /Pg ${pages[kid.page]} 0 R /MCID ${kid.mark} >>`;
  });
  const page = first === undefined ? '' : ` /Pg ${pages[first]} 0 R`;
  return `<< /S /${role} /P ${parent?.number ?? tree} 0 R${page}${attributes} /K [${references.join(' ')}] >>`;
}

/** The head of a column or row, for readers that say it before each cell. */
export const scope = (of: 'Column' | 'Row'): string => ` /A << /O /Table /Scope /${of} >>`;

/** What is said in place of a picture. */
export const alternative = (text: string): string => ` /Alt ${textString(text)}`;
