// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { creditCodeFault } from '../values/credit-code-check.js';

/** The codes of `domain/src/codes` without words, for the contract: what a file's texts are read as, and nothing else. */
export const UNION_CODES = {
  kind: '01 02 03 04 05',
  nature: '110 120 130 140 151 159 161 169 170 190 200 300 400 410 490 500 600 700 800 810 900',
  economicType: '100 110 120 130 140 150 151 159 160 170 171 172 173 174 175 179 190 200 300 900',
  industry: 'A B C D E F G H I J K L M N O P Q R S T',
} as const;

type Coded = Readonly<Partial<Record<keyof typeof UNION_CODES, string | undefined>>>;

/** That each code that is given is one of its closed list. @throws DomainError VALUE_NOT_ALLOWED */
export function assertUnionCodes(entry: Coded): void {
  for (const [field, codes] of Object.entries(UNION_CODES)) {
    const code = entry[field as keyof Coded] ?? '';
    if (code !== '' && !codes.split(' ').includes(code))
      throw new DomainError('VALUE_NOT_ALLOWED', { field });
  }
}

/** That a credit code, where there is one, is as GB 32100 makes them. @throws DomainError CREDIT_CODE_CHECK, CREDIT_CODE_KIND */
export function assertCreditCode(creditCode: string): void {
  const fault = creditCode === '' ? undefined : creditCodeFault(creditCode);
  if (fault !== undefined) throw new DomainError(fault, { field: 'creditCode' });
}
