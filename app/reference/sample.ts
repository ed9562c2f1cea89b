/** As much of JSON Schema as the inputs of the endpoints use. */
type Schema = {
  type?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

const randomPart = "01JDAXQ5T9W3ZC8V4N6M2K7R1B";

const idPrefixes: Record<string, string> = {
  users: "usr",
  userId: "usr",
  toUserId: "usr",
  organizations: "org", // eject: organizations
};

const texts: Record<string, string> = {
  email: "anna@example.com",
  password: "correct horse battery staple",
  currentPassword: "correct horse battery staple",
  newPassword: "a longer horse battery staple",
  name: "Anna",
  provider: "google",
};

/** Returns a value that an example may send for a field: of an object, its required fields, or its first one where none is required. */
export function sampleOf(schema: Schema, name: string): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0], name);
  switch (schema.type) {
    case "object": {
      const { properties = {}, required = [] } = schema;
      const wanted = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
      return Object.fromEntries(wanted.map((field) => [field, sampleOf(properties[field] ?? {}, field)]));
    }
    case "array":
      return schema.items ? [sampleOf(schema.items, name)] : [];
    case "boolean":
      return true;
    case "integer":
      return schema.minimum ?? 1;
    default:
      return texts[name] ?? idOf(schema.pattern, name) ?? "…";
  }
}

/** Returns an id: its prefix is in its pattern, or follows from what it is the id of. */
function idOf(pattern: string | undefined, name: string): string | null {
  const prefix = /^\^([a-z]{3})_/.exec(pattern ?? "")?.[1] ?? idPrefixes[name];
  return prefix ? `${prefix}_${randomPart}` : null;
}
