import type { Request } from 'express';
import { findingsLanguage } from '../language.ts';

export type Language = 'nb' | 'en';

/** `?language=` of the link at the foot of a page, else what the browser asks for first. */
export function pageLanguage(request: Request): Language {
  const { searchParams } = new URL(request.originalUrl, 'http://localhost');
  const chosen = searchParams.get('language');
  return chosen === 'nb' || chosen === 'en' ? chosen : findingsLanguage(request.headers);
}
