import { z } from 'zod';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { errorCodes } from '../../shared/contracts/core/error-codes.ts';
import { problemSchema } from '../../shared/contracts/core/problem.ts';

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  return rest;
};

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(schema: z.core.$ZodType | undefined, place: 'path' | 'query') {
  if (!schema) return [];
  const { properties, required } = objectSchema.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

const mediaTypes = {
  'event-stream': 'text/event-stream',
  text: 'text/plain',
  html: 'text/html',
  csv: 'text/csv',
} as const;

function operationOf(id: string, endpoint: Endpoint) {
  const mediaType = endpoint.media ? mediaTypes[endpoint.media] : 'application/json';
  const needsKey = endpoint.idempotency === 'required' || endpoint.idempotency === 'optional';
  const keyParameter = {
    name: 'Idempotency-Key',
    in: 'header',
    required: endpoint.idempotency === 'required',
    schema: { type: 'string', minLength: 8, maxLength: 128 },
  };
  const replies = Object.entries(endpoint.replies).map(([status, body]) => [
    status,
    { description: 'Success', content: { [mediaType]: { schema: schemaOf(body, 'output') } } },
  ]);
  const codesByStatus = Map.groupBy(endpoint.errors, (code) => errorCodes[code].status);
  const refusals = [...codesByStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${errorCodes[code].message}`).join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  const isOpen = endpoint.access === 'public';
  return {
    operationId: id,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? 'server'],
    security: isOpen ? [] : [{ [isOwnScheme(endpoint.access) ? endpoint.access : 'session']: [] }],
    'x-access': endpoint.access,
    ...(endpoint.effect === 'write' ? { 'x-audit': endpoint.audit } : {}),
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(needsKey ? [keyParameter] : []),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
          },
        }
      : {}),
    ...(endpoint.upload
      ? { requestBody: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } } }
      : {}),
    responses: {
      ...Object.fromEntries(refusals),
      ...Object.fromEntries(replies),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const isOwnScheme = (access: Endpoint['access']): boolean =>
  access === 'pbx' || access === 'sender' || access === 'metrics';

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });

/** The contract as an OpenAPI 3.1 document. */
export function createOpenApi(table: Readonly<Record<string, Endpoint>>, version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, endpoint] of Object.entries(table)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(id, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Deskline', version, description: 'The HTTP API of the Deskline server.' },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'A problem: what is wrong and what to do next',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        session: bearer('Access token of a session'),
        pbx: bearer("The PBX's own secret"),
        sender: bearer('The token of a sender of messages'),
        metrics: bearer('The monitoring token'),
      },
    },
  };
}
