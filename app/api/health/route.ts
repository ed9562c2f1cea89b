import { health } from "@/lib/server/health";
import { withRequestId } from "@/lib/server/request/request-id";

export const GET = withRequestId(async () => {
  const report = await health();
  return Response.json(report, { status: report.checks.database === "ok" ? 200 : 503 });
});
