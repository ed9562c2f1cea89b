FROM node:24-slim AS source
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .

# For migrations, the first admin, the cleanup: docker compose run --rm tools npm run …
FROM source AS tools
USER node
CMD ["npm", "run", "db:migrate"]

FROM source AS build
ARG NEXT_SERVER_ACTIONS_ENCRYPTION_KEY BUILD_ID
RUN npm run build

# The server and what it needs at run time, nothing else.
FROM node:24-slim AS server
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 HOSTNAME=0.0.0.0 KEEP_ALIVE_TIMEOUT=130000
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
COPY --from=build /app/db ./db
RUN install -d -o node -g node .data .next/cache
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
