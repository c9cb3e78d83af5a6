import type { Headers, WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Where the interceptors of OpenTelemetry put the trace that a workflow or an activity belongs to. */
const traceHeader = '_tracer-data';

/** Hands the trace that started a workflow on to its activities. Without one, as when nothing is traced, nothing happens. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let trace: Headers = {};
  const handOn = <I extends { readonly headers: Headers }>(input: I): I => ({
    ...input,
    headers: { ...input.headers, ...trace },
  });
  return {
    inbound: [
      {
        execute(input, next) {
          const given = input.headers[traceHeader];
          if (given) trace = { [traceHeader]: given };
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(handOn(input)),
        scheduleLocalActivity: (input, next) => next(handOn(input)),
        startChildWorkflowExecution: (input, next) => next(handOn(input)),
        continueAsNew: (input, next) => next(handOn(input)),
      },
    ],
  };
};
