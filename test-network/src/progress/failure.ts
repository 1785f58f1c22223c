// SPDX-License-Identifier: Apache-2.0
import { NetworkError } from '@unionid/network';
import { StepError } from './progress.js';

/** What ended a command, for people: each of it says something. */
export interface Failure {
  readonly step: string;
  readonly cause: string;
  readonly logFile: string | undefined;
  readonly next: string;
}

/** The step that failed, else what the network calls its failure, else the command itself. */
export function failureOf(error: unknown, command: string): Failure {
  const cause = error instanceof Error ? error.message : String(error);
  if (error instanceof StepError) {
    const said = error.cause instanceof NetworkError ? `${error.cause.zh}  ${cause}` : cause;
    return { step: error.step, cause: said, logFile: error.logFile, next: error.next };
  }
  if (error instanceof NetworkError) {
    const { zh, en, reason, logFile, next } = error;
    return { step: `${zh}  ${en}`, cause: reason, logFile, next: `${next.zh} ${next.en}` };
  }
  return {
    step: `npm run ${command}`,
    cause,
    logFile: undefined,
    next: `按上述原因处理后再次运行 npm run ${command} act on this cause and run npm run ${command} again`,
  };
}
