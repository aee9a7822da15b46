import { a } from '@aws-amplify/backend';
import * as z from 'zod';

type StringField = ReturnType<typeof a.string>;
type Required<Field extends { required(): unknown }, Value> = null extends Value
  ? Field
  : undefined extends Value
    ? Field
    : ReturnType<Field['required']>;

/** The field of Amplify's schema builder for a value of a zod schema. */
type FieldFor<Value> = [NonNullable<Value>] extends [string]
  ? Required<StringField, Value>
  : [NonNullable<Value>] extends [number]
    ? Required<ReturnType<typeof a.float>, Value>
    : [NonNullable<Value>] extends [boolean]
      ? Required<ReturnType<typeof a.boolean>, Value>
      : [NonNullable<Value>] extends [readonly (string | number)[]]
        ? ReturnType<StringField['array']>
        : ReturnType<typeof a.ref>;

type Shape = Record<string, z.ZodType>;
type Fields<Of extends Shape> = { [Name in keyof Of]: FieldFor<z.output<Of[Name]>> };
type Arguments<Of extends Shape> = { [Name in keyof Of]: FieldFor<z.input<Of[Name]>> };

/** The builders of `a` with one type: in Amplify's types each call returns another one. */
interface Builder {
  required(): Builder;
  array(): Builder;
}
const builder = (field: object) => field as Builder;

/** GraphQL's Int has 32 bits. */
const LARGEST_INT = 2 ** 31 - 1;

/**
 * Turns the domain's zod schemas into fields of Amplify's schema builder. `types` has the enums and objects that are
 * named types of the API; any other enum is a String.
 */
export function createZodFields(types: Record<string, z.ZodType>) {
  const names = new Map(Object.entries(types).map(([name, schema]) => [schema, name]));

  return {
    /** Fields of a model or custom type, as the schema outputs them: a field with a default is required. */
    fieldsOf<Of extends Shape>({ shape }: { shape: Of }): Fields<Of> {
      return mapShape(shape, (schema) => {
        const { inner, nullable, optional } = unwrap(schema);
        return withRequired(outputType(inner), !nullable && !optional);
      }) as object as Fields<Of>;
    },

    /**
     * Arguments of an operation, as the schema accepts them: a field with a default may be left out. Enums and formats
     * are Strings, so that GraphQL passes a bad value to the command, which names the field and the problem.
     */
    argumentsOf<Of extends Shape>({ shape }: { shape: Of }): Arguments<Of> {
      return mapShape(shape, (schema) => {
        const { inner, nullable, optional, hasDefault } = unwrap(schema);
        return withRequired(plainType(inner), !nullable && !optional && !hasDefault);
      }) as object as Arguments<Of>;
    },
  };

  function outputType(schema: z.ZodType): Builder {
    if (schema instanceof z.ZodArray) return elementsOf(schema, outputType);
    const name = names.get(schema);
    if (name !== undefined) return builder(a.ref(name));
    if (schema instanceof z.ZodObject) throw new TypeError('An object needs the name of its type in the API.');
    if (!(schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)) return plainType(schema);
    switch (schema.format) {
      case 'datetime':
        return builder(a.datetime());
      case 'date':
        return builder(a.date());
      case 'email':
        return builder(a.email());
      case 'url':
        return builder(a.url());
      default:
        return builder(a.string());
    }
  }
}

function plainType(schema: z.ZodType): Builder {
  if (schema instanceof z.ZodArray) return elementsOf(schema, plainType);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat || schema instanceof z.ZodEnum) {
    return builder(a.string());
  }
  if (schema instanceof z.ZodNumber) {
    return builder(schema.isInt && (schema.maxValue ?? Infinity) <= LARGEST_INT ? a.integer() : a.float());
  }
  if (schema instanceof z.ZodBoolean) return builder(a.boolean());
  throw new TypeError(`A zod schema of type ${schema.type} has no counterpart in the API.`);
}

function elementsOf(schema: z.ZodArray, typeOf: (element: z.ZodType) => Builder): Builder {
  const { inner, nullable, optional } = unwrap(schema.element as z.ZodType);
  return withRequired(typeOf(inner), !nullable && !optional).array();
}

function withRequired(field: Builder, isRequired: boolean): Builder {
  return isRequired ? field.required() : field;
}

/** The schema without its wrappers, and whether they allow null, absence and a default. */
function unwrap(schema: z.ZodType) {
  let inner = schema;
  let nullable = false;
  let optional = false;
  let hasDefault = false;
  for (;;) {
    if (inner instanceof z.ZodNullable) nullable = true;
    else if (inner instanceof z.ZodOptional) optional ||= !hasDefault;
    else if (inner instanceof z.ZodDefault) hasDefault = true;
    else return { inner, nullable, optional, hasDefault };
    inner = inner.unwrap() as z.ZodType;
  }
}

function mapShape(shape: Shape, toField: (schema: z.ZodType) => Builder): Record<string, Builder> {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, toField(schema)]));
}
