import { decideMerge, previewMerge } from "@/lib/auth/merge";
import * as endpoints from "@/lib/contract/endpoints";
import { empty, mergeDecision } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.previewMerge, empty, previewMerge),
  door(endpoints.decideMerge, mergeDecision, decideMerge),
);
