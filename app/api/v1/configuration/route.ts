import { getConfig } from "@/lib/auth/config";
import * as management from "@/lib/contract/management";
import { configChange, nothing } from "@/lib/contract/management-schemas";
import { saveCurrentConfig } from "@/lib/server/config";
import { routes } from "@/lib/server/handle";
import { managed } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managed(management.getConfiguration, nothing, getConfig),
  managed(management.saveConfiguration, configChange, saveCurrentConfig),
);
