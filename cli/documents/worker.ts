import { workOn, type Done, type Failed, type Work } from './work.ts';

/** One document on a thread of the pool. */
export default function run(task: { bytes: Uint8Array; work: Work }): Promise<Done | Failed> {
  return workOn(task.bytes, task.work);
}
