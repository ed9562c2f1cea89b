import { writeFileSync } from "node:fs";
import { apiDocument } from "./api-document";

// `npm run docs:api`: writes docs/api.md anew.
writeFileSync("docs/api.md", await apiDocument());
