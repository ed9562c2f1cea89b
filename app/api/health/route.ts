import { health } from "@/lib/server/health";

export async function GET(): Promise<Response> {
  const report = await health();
  return Response.json(report, { status: report.checks.database === "ok" ? 200 : 503 });
}
