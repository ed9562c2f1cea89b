import { createOrganization, listOrganizations } from "@/lib/features/organizations/organizations";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/v1/organizations", listOrganizations),
  endpoint("POST /api/v1/organizations", createOrganization),
);
