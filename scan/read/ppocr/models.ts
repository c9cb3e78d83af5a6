import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The models of PP-OCRv6 small (PaddleOCR, Apache-2.0), as the Python package rapidocr 3.10.0 carries them. */
export const modelFiles = {
  detect: {
    name: 'PP-OCRv6_det_small.onnx',
    sha256: '090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f',
  },
  recognise: {
    name: 'PP-OCRv6_rec_small.onnx',
    sha256: '6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884',
  },
  /** Whether a line stands on its head. */
  classify: {
    name: 'ch_ppocr_mobile_v2.0_cls_mobile.onnx',
    sha256: 'e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c',
  },
} as const;

/** Where the models are kept that were fetched. */
export const modelsFolderIn = (cacheFolder: string): string => join(cacheFolder, 'pp-ocrv6-small');

/** Whether a folder holds all models; what is in them is checked when they are fetched. */
export const hasModels = (folder: string): boolean =>
  Object.values(modelFiles).every(({ name }) => existsSync(join(folder, name)));
