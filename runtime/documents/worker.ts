import { doJob, type JobName } from './jobs.ts';

/** One job on a thread of the desk. */
export default function run({
  name,
  values,
}: {
  name: JobName;
  values: readonly unknown[];
}): Promise<unknown> {
  return doJob(name, values);
}
