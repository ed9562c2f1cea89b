import { getConfig } from "@/lib/auth/settings/settings";
import { endpoint, routes } from "@/lib/server/http/route";
import { saveCurrentConfig } from "@/lib/server/settings";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/v1/configuration", getConfig),
  endpoint("PATCH /api/v1/configuration", saveCurrentConfig),
);
