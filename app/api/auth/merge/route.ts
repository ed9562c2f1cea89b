import { decideMerge, previewMerge } from "@/lib/auth/guest/merge";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/auth/merge", previewMerge),
  endpoint("POST /api/auth/merge", decideMerge),
);
