import { fail } from "@/lib/contract/result";
import { envelope } from "@/lib/server/handle";

const notFound = () => envelope(fail("NOT_FOUND"));

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
