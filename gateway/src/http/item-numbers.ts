// SPDX-License-Identifier: Apache-2.0

/** A JSON schema, or a part of one. */
type Schema = Readonly<Record<string, unknown>>;

const FROM_ZERO =
  '在计划名单中的序号，从 0 起；屏幕、导出和命令行从 1 起 / Place in the list of the plan, from 0; screens, exports and commands count from 1';

/** A schema of which every number of an item says from where it counts: people count from 1, programs from 0. */
export function withItemNumbers<T>(schema: T): T {
  return described(schema) as T;
}

function described(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(described);
  if (!isSchema(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === 'properties' && isSchema(value) ? describedFields(value) : described(value),
    ]),
  );
}

function describedFields(fields: Schema): Schema {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      isSchema(field) && isItemNumber(name, field) ? { ...field, description: FROM_ZERO } : described(field),
    ]),
  );
}

/** One number, or a list of them: `items` is the name of what pages have, too. */
function isItemNumber(name: string, field: Schema): boolean {
  if (name === 'item') return true;
  return name === 'items' && isSchema(field.items) && field.items.type === 'integer';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
