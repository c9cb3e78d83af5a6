import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFont, type Font } from './pdf/font.ts';

const require = createRequire(import.meta.url);

const load = (name: string, file: string): Font =>
  readFont(name, readFileSync(require.resolve(`@expo-google-fonts/arimo/${file}`)));

let loaded: { readonly regular: Font; readonly bold: Font } | undefined;

/**
 * Arimo has every Latin, Greek and Cyrillic letter; the standard fonts of PDF stop at western Europe.
 * Read when the first document is drawn, so that a program that draws none pays nothing.
 */
export const fonts = (): { readonly regular: Font; readonly bold: Font } =>
  (loaded ??= {
    regular: load('Arimo-Regular', '400Regular/Arimo_400Regular.ttf'),
    bold: load('Arimo-Bold', '700Bold/Arimo_700Bold.ttf'),
  });

export type Weight = keyof ReturnType<typeof fonts>;
