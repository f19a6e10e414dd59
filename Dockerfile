# Two images. `sandbox`: the stand-ins, for trials, from source: sandbox/main/{ims,billing,webhooks}.ts. The last one, which
# is built unless told otherwise, is production's; the command says which process: dist/main/{api,worker,set-up}.js
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY packages ./packages
COPY src ./src
RUN npm run build

FROM node:24-bookworm-slim AS sandbox
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
COPY sandbox ./sandbox
COPY tools ./tools
RUN mkdir /data && chown node:node /data
# What was translated is not kept: the container's disk is read-only.
ENV TSX_DISABLE_CACHE=1
USER node
VOLUME /data
CMD ["node", "--import", "tsx", "sandbox/main/ims.ts"]

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
# Temporal's native core comes for five platforms, and this image is of one.
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
  ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM node:24-bookworm-slim AS production
# Temporal's native client brings no certificates of its own.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
# Of each thread: room for the 500 transactions that a worker keeps unless told otherwise. docs/operations.md says what more need.
ENV NODE_ENV=production \
  NODE_OPTIONS=--max-old-space-size=378 \
  WORKFLOW_BUNDLE=/app/dist/workflow-bundle.js \
  INSTALLATION_FILE=/app/config/installations/sandbox.json \
  PRODUCTS_DIR=/app/config/products \
  NOTICE_FILE=/app/config/notice.json \
  TAXES_FILE=/app/config/taxes.json \
  RATE_PLANS_DIR=/app/config/rate-plans
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY config ./config
COPY examples ./examples
COPY contracts ./contracts
USER node
# Of the API; the other services of docker-compose.yml switch it off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.API_PORT ?? 8000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main/api.js"]
