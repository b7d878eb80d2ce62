/** The JSON Schema of facts as they are written in case files. */
import { z } from 'zod';
import { actionKinds, factsSchemas } from '../facts/any-facts.ts';
import { isMomentField, jsonName } from '../facts/facts-json.ts';

type Schema = { [name: string]: unknown };
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields under their written names; a moment, which is a number inside, is text there. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => written(each));
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key === 'properties' && isSchema(each)) {
        return [
          key,
          Object.fromEntries(Object.entries(each).map(([field, schema]) => [jsonName(field), property(field, schema)])),
        ];
      }
      if (key === 'required' && Array.isArray(each)) return [key, each.map((field) => jsonName(String(field)))];
      return [key, written(each)];
    }),
  );
}

const property = (field: string, schema: unknown): unknown =>
  isMomentField(field)
    ? {
        type: isSchema(schema) && 'anyOf' in schema ? ['string', 'null'] : 'string',
        description: 'ISO 8601 with an offset or a [zone]',
      }
    : written(schema);

/** JSON Schema (draft 2020-12) of the facts of a case: of a contact, a payment or a record, as `action.kind` says. */
export const jsonSchemaOfFacts = (): unknown => ({
  anyOf: actionKinds.map((kind) => written(z.toJSONSchema(factsSchemas[kind], { io: 'input' }))),
});
