import { authJsRoutes } from "@/lib/server/auth-js-routes";

export const { GET, POST, PUT, PATCH, DELETE } = authJsRoutes;
