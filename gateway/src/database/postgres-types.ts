// SPDX-License-Identifier: Apache-2.0
import type { CustomTypesConfig } from 'pg';

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;

// By type OID (pg_type.dat). A type that is not here is one no table of the gateway has, and no query of it answers.
const PARSERS: Readonly<Record<number, Parse | undefined>> = {
  16: (text) => text === 't', // bool
  17: parseBytes, // bytea
  18: asText, // "char"
  19: asText, // name
  20: parseInteger, // int8
  21: parseInteger, // int2
  23: parseInteger, // int4
  25: asText, // text
  26: parseInteger, // oid
  1043: asText, // varchar
  2278: asText, // void
};

/** How columns become JavaScript values: the same as SQLite gives, and nothing is guessed. */
export const POSTGRES_TYPES: CustomTypesConfig = {
  // The driver asks for text only; it uses the binary form where a query wants it, which none does.
  getTypeParser: ((oid: number) => PARSERS[oid] ?? refuse(oid)) as CustomTypesConfig['getTypeParser'],
};

// A number that JavaScript can not hold is an error, not another number.
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('the database answers a number beyond 2^53');
  return value;
}

/** `\x` and hex digits: bytea_output's default since PostgreSQL 9.0. */
function parseBytes(text: string): Uint8Array {
  if (!text.startsWith('\\x')) throw new RangeError('the database answers bytes in an unknown form');
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}

function refuse(oid: number): Parse {
  return () => {
    throw new RangeError(`the database answers a column of a type the gateway does not use: ${String(oid)}`);
  };
}
