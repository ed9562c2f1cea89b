import { fail } from "@/lib/api/result";
import { jsonResponse, withRequestId } from "@/lib/server/http/json-response";

const notFound = withRequestId(async () => jsonResponse(fail("NOT_FOUND")));

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
