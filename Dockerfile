# The hub: desk, catalogue, schedule, and the only one that touches the store.
FROM node:24-slim AS hub
ENV NODE_ENV=production LAMPLIGHTER_DATA=/data LAMPLIGHTER_BACKUPS=/backups HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json package-lock.json ./
# No package that runs in production needs its install script.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY queue ./queue
COPY sources ./sources
COPY src ./src
RUN mkdir /data /backups && chown node:node /data /backups
USER node
VOLUME ["/data", "/backups"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/run/main.ts"]
CMD ["serve"]

# A worker: takes visits from Redis, renders pages where a source asks for it, has no store.
FROM hub AS worker
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium \
  && rm -rf /var/lib/apt/lists/*
USER node
ENV CHROMIUM_PATH=/usr/bin/chromium
# Its health is known to Redis: a worker that falls silent loses its visits to another within seconds.
HEALTHCHECK NONE
CMD ["work"]
