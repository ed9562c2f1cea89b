import { z } from "zod";

/** The fields with which a form may be filled again: those that its schema names and does not mark as `writeOnly`. */
export function withoutSecrets(fields: Record<string, string>, schema: z.ZodType): Record<string, string> {
  const object = objectOf(schema);
  if (object === null) return {};
  const isShown = (name: string) => {
    const field = object.shape[name];
    if (field) return !isWriteOnly(field);
    const { catchall } = object.def;
    return catchall !== undefined && !(catchall instanceof z.ZodNever);
  };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isShown(name)));
}

function objectOf(schema: z.core.$ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe ? objectOf(schema.in) : null;
}

function isWriteOnly(schema: z.core.$ZodType): boolean {
  if (z.globalRegistry.get(schema)?.writeOnly === true) return true;
  if (schema instanceof z.ZodPipe) return isWriteOnly(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return isWriteOnly(schema.unwrap());
  return false;
}
