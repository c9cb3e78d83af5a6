import { existsSync } from 'node:fs';
import type { VictimOptions } from './installation.ts';

/** Debian's package `faketime`, where it puts the library that stands between a process and the clock. */
const libraries = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].map(
  (place) => `/usr/lib/${place}faketime/libfaketimeMT.so.1`,
);

/** What has a process see another day. The monotonic clock, by which pauses are measured, stays as it is. */
const atOffset = (offset: string): Readonly<Record<string, string>> => ({
  LD_PRELOAD: libraries.find((file) => existsSync(file)) ?? '',
  FAKETIME: offset,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});

/** Why clocks cannot be set wrong here, or null. */
export const clockObstacle = (): string | null =>
  libraries.some((file) => existsSync(file)) ? null : 'needs libfaketime (Debian: faketime)';

/** Three workers share the work: one knows the time, one is two days ahead, one two days behind. So is the API ahead. */
export const clockVictim = (): VictimOptions => ({
  parts: {
    api: { program: 'api', environment: atOffset('+2d') },
    worker: { program: 'worker' },
    'worker-ahead': { program: 'worker', environment: atOffset('+2d') },
    'worker-behind': { program: 'worker', environment: atOffset('-2d') },
  },
});
