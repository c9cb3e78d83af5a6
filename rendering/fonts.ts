import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Arimo has every Latin, Greek and Cyrillic letter; the standard fonts of PDF stop at western Europe. */
export const fonts = {
  regular: readFileSync(
    require.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
  ),
  bold: readFileSync(require.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf')),
};
