import { describe, expect, it } from 'vitest';
import { fonts } from '../../rendering/fonts.ts';
import { glyphOf } from '../../rendering/pdf/font.ts';
import { Structure } from '../../rendering/pdf/structure.ts';
import { shown } from '../../rendering/shown-text.ts';
import { linesOf, textWidth } from '../../rendering/text-layout.ts';

const style = { size: 10 };

describe('text on a page', () => {
  it('has a visible mark for what the font cannot draw', () => {
    const { regular } = fonts();
    expect(glyphOf(regular, 0x6f22)).toBe(regular.glyphs[0xfffd]);
    expect(glyphOf(regular, 0x6f22)).toBeGreaterThan(0);
  });

  it('sets letters closer where they would leave a gap', () => {
    expect(textWidth('AV', style)).toBeLessThan(textWidth('A', style) + textWidth('V', style));
  });

  it('sets figures below each other, whichever they are', () => {
    for (const figures of ['11 111,11', '17 777,71', '1.1-1:1/1'].map((text) => [
      text,
      text.replaceAll(/\d/g, '0'),
    ])) {
      const [one = '', other = ''] = figures;
      expect(textWidth(one, style)).toBeCloseTo(textWidth(other, style));
    }
  });

  it('is broken after blanks and hyphens, inside a word only where it is longer than a line', () => {
    const width = textWidth('nordre gate', style);
    expect(linesOf('nordre gate nord-norsk', width, style)).toEqual(['nordre gate', 'nord-norsk']);
    expect(linesOf('nordre-gatehus', width, style)).toEqual(['nordre-', 'gatehus']);
    expect(linesOf('x'.repeat(50), width, style).join('')).toBe('x'.repeat(50));
    expect(linesOf('', width, style)).toEqual([]);
  });

  it.each([
    ['\u202eabc\u2066\u200f', 'abc'],
    ['a\u0000\u001bb', 'a b'],
    ['\ud800x\uffff', '\ufffdx\ufffd'],
    ['a\r\nb\u2028c', 'a\nb\nc'],
    ['e\u0301', 'é'],
    ['so\u00adft\u200b', 'soft'],
  ])('shows nothing hidden: %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('the structure of a document', () => {
  it('marks what is read, and leaves out what nothing was drawn for', () => {
    const structure = new Structure();
    expect(structure.begin(0)).toBe('/Artifact BMC');
    structure.within('TR', () => {
      structure.within('TD', () => undefined);
      structure.within('TD', () => expect(structure.begin(0)).toBe('/TD << /MCID 0 >> BDC'));
      structure.silently(() => expect(structure.begin(0)).toBe('/Artifact BMC'));
    });
    expect(structure.count).toBe(3);
  });
});
