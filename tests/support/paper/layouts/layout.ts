import type { Wishes } from '../compose.ts';
import type { Face } from '../sheet.ts';
import type { VoiceOptions } from '../voice.ts';
import type { Work } from '../work.ts';

/** A way to set an invoice: what it asks of the paper and of the page, and how it draws. */
export interface Layout {
  readonly name: string;
  readonly wishes: Wishes;
  readonly faces: readonly Face[];
  readonly size?: number;
  readonly margins?: { readonly left: number; readonly right: number };
  readonly voice?: Partial<VoiceOptions>;
  readonly draw: (work: Work) => void;
}

/** `Side 2 av 3` on each page, at this place. */
export function pageNumbers(
  { sheet, voice }: Work,
  x: number,
  y: number,
  how: { align?: 'left' | 'right' | 'centre'; alone?: boolean } = {},
): void {
  sheet.onEachPage((page, of) => {
    if (of === 1 && !how.alone) return;
    const text = `${voice.label('page')} ${page} ${voice.label('of')} ${of}`.replace(' / ', '/');
    sheet.text(text, x, y, { size: 7.5, align: how.align ?? 'right' });
  });
}
