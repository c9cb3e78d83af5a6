import type { OcrEngine } from './ocr.ts';
import { hasModels } from './ppocr/models.ts';
import { openPpocr } from './ppocr/engine.ts';
import { openTesseract } from './tesseract.ts';

export type OcrName = OcrEngine['name'];

export interface EngineOptions {
  /** The folder with the models of PP-OCRv6; null or a folder without them for none. */
  readonly ocrModels: string | null;
}

export interface NoEngine {
  readonly missing: string;
  readonly isInstalled: boolean;
}

/** The engines of this process: each is loaded when it is first needed and kept. */
export interface Engines {
  /** The engine, or why there is none; `isInstalled`: it is there, and does not start. */
  open(name: OcrName): Promise<OcrEngine | NoEngine>;
  /** Ends an engine that has failed; the next `open` starts it anew. */
  discard(name: OcrName): Promise<void>;
  close(): Promise<void>;
}

/** The engines to try, the best first: PP-OCRv6 finds more, tesseract is always there. */
export const ocrOrder = (asked: OcrName | 'auto'): readonly OcrName[] =>
  asked === 'tesseract' ? ['tesseract', 'ppocr'] : ['ppocr', 'tesseract'];

export function createEngines({ ocrModels }: EngineOptions): Engines {
  const opened = new Map<OcrName, OcrEngine>();
  const openers: Record<OcrName, () => Promise<OcrEngine>> = {
    tesseract: openTesseract,
    ppocr: () => openPpocr(ocrModels ?? ''),
  };
  const discard = async (name: OcrName): Promise<void> => {
    const engine = opened.get(name);
    opened.delete(name);
    await engine?.close().catch(() => undefined);
  };
  return {
    open: async (name) => {
      const known = opened.get(name);
      if (known) return known;
      const isHere = ocrModels !== null && hasModels(ocrModels);
      if (name === 'ppocr' && !isHere)
        return {
          missing: `its models are not in ${ocrModels ?? 'any folder'}`,
          isInstalled: false,
        };
      try {
        const engine = await openers[name]();
        opened.set(name, engine);
        return engine;
      } catch (error) {
        const missing = error instanceof Error ? error.message : String(error);
        return { missing, isInstalled: true };
      }
    },
    discard,
    close: async () => {
      for (const name of opened.keys()) await discard(name);
    },
  };
}
