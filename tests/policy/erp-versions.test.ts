import { describe, expect, it } from 'vitest';
import { judgeErp } from '../../policy/erp-versions.ts';

describe('the version of the accounting system', () => {
  it.each([
    ['24.0.1034'],
    ['24.0.1034.1'],
    ['24.0.1035'],
    ['24.1'],
    ['25'],
    ['025.0'],
    ['24.00.01034'],
  ])('Mamut %s may activate', (version) => {
    expect(judgeErp({ name: 'Mamut', version })).toEqual({ ok: true });
    expect(judgeErp({ name: 'Visma Mamut Business', version })).toEqual({ ok: true });
  });

  it.each([['24.0.999'], ['24.0.1033.9'], ['24'], ['24.0'], ['9.9.9999'], ['0']])(
    'Mamut %s is too old, and is told to update first and where',
    (version) => {
      const verdict = judgeErp({ name: ' MAMUT ', version });
      expect(verdict).toMatchObject({ ok: false, code: 'not-permitted' });
      if (verdict.ok) return;
      expect(verdict.text.nb).toBe(
        `Mamut ${version} er for gammel: AutoInvoice krever 24.0.1034 eller nyere. Oppdater først. Oppdater fra menyen Hjelp > Se etter oppdateringer, eller last ned siste versjon fra Vismas nettsider.`,
      );
      expect(verdict.text.en).toContain('Update first.');
    },
  );

  it.each([
    [''],
    ['abc'],
    ['24.0.'],
    ['.24'],
    ['24,0'],
    ['24.0.1034-beta'],
    ['-25'],
    ['1e9'],
    ['२५'],
  ])('Mamut "%s" is no version number, and is told where it stands', (version) => {
    const verdict = judgeErp({ name: 'Mamut', version });
    expect(verdict).toMatchObject({ ok: false, code: 'erp-version-unreadable' });
    if (verdict.ok) return;
    expect(verdict.text.nb).toContain(`«${version}» er ikke et versjonsnummer.`);
    expect(verdict.text.en).toContain(`“${version}” is no version number.`);
  });

  it('of a system that needs none may be any', () => {
    expect(judgeErp({ name: 'Tripletex', version: 'abc' })).toEqual({ ok: true });
    expect(judgeErp({ name: 'Mamutten', version: '1' })).toEqual({ ok: true });
  });
});
