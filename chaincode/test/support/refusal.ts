// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';

/** The refusal that some work ends in. @throws whatever else it ends in, or an Error where it succeeds */
export async function refusalOf(work: Promise<unknown>): Promise<DomainError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** Code of the refusal that some work ends in. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await refusalOf(work)).code;
}
