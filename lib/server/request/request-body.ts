import { fail, ok, type Result } from "@/lib/api/result";

/** The largest body that is read (bytes), of JSON and of a form (next.config.ts). */
export const largestBody = 64 * 1024;

/** Returns a request's body. Reads no more than it would accept. Errors: BODY_TOO_LARGE. */
export async function readBytes(request: Request): Promise<Result<Buffer<ArrayBuffer>>> {
  const announced = request.headers.get("content-length");
  if (announced === "0") return ok(Buffer.alloc(0));
  if (Number(announced ?? 0) > largestBody) return fail("BODY_TOO_LARGE");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) return fail("BODY_TOO_LARGE");
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/**
 * Returns the JSON object in a request's body; no body is the empty object.
 * Errors: UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_JSON.
 */
export async function readJson(request: Request): Promise<Result<object>> {
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  if (bytes.data.length === 0) return ok({});
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return fail("UNSUPPORTED_MEDIA_TYPE");
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.data));
    return typeof body === "object" && body !== null && !Array.isArray(body)
      ? ok(body)
      : fail("INVALID_JSON");
  } catch {
    return fail("INVALID_JSON");
  }
}
