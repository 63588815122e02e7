# syntax=docker/dockerfile:1
#
#   docker build --tag dispatcher .
#   docker run --rm --volume loten:/data dispatcher init /data          # examples to start from
#   docker run --detach --publish 127.0.0.1:8080:8080 --volume loten:/data --env-file .env dispatcher
#
# /data is the municipality's own folder (DISPATCHER_HOME): plan.yaml, templates/, contacts/, and var/ with the ledger.
# Keep it on a disk of this machine, not on a network share: SQLite's locks do not hold there.

ARG PYTHON=3.13

# --- Build: everything is installed from the lock, by hash, into one folder ------------------------------------------
FROM python:${PYTHON}-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_NO_INPUT=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /src
RUN python -m venv /opt/dispatcher

# The packages first: they change seldom, so this layer is reused while our own code changes.
COPY requirements.lock requirements-dev.lock ./
RUN /opt/dispatcher/bin/python -m pip install --require-hashes --only-binary :all: --no-deps \
    --requirement requirements.lock

# Our own wheel, built by the locked packages of the builder's Python; none of them goes on to the image.
RUN python -m pip install --require-hashes --only-binary :all: --no-deps --requirement requirements-dev.lock
COPY . .
RUN python -m pip wheel --no-build-isolation --no-deps --wheel-dir /wheels . \
    && /opt/dispatcher/bin/python -m pip install --no-index --no-deps /wheels/dispatcher-*.whl \
    && /opt/dispatcher/bin/python -m pip check \
    && /opt/dispatcher/bin/python -m pip uninstall --yes pip

# --- Run: no compiler, no pip, no root --------------------------------------------------------------------------------
FROM python:${PYTHON}-slim

# pg_dump, for `dispatcher backup` of a ledger on PostgreSQL. It reads servers up to its own version (Debian 13: 17).
# Pango and HarfBuzz lay out the report as PDF; its fonts come with us.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

LABEL org.opencontainers.image.title="Dispatcher" \
      org.opencontainers.image.description="Crisis notification dispatcher for Norwegian municipalities" \
      org.opencontainers.image.licenses="MIT"

# A fixed number, so that a folder of the host can be given to it: chown 10001:10001.
RUN groupadd --gid 10001 dispatcher \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin dispatcher \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data

COPY --from=build /opt/dispatcher /opt/dispatcher

ENV PATH=/opt/dispatcher/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DISPATCHER_HOME=/data \
    DISPATCHER_HOST=0.0.0.0 \
    DISPATCHER_PORT=8080

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080

# Alive, not ready: a node whose provider is down must not be restarted for it. Ask /readyz for that.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; \
web.urlopen('http://127.0.0.1:' + os.environ['DISPATCHER_PORT'] + '/healthz', timeout=4).close()"]

# The program is process 1 and takes SIGTERM itself: it stops claiming and writes down every outcome that is out. Give
# it the time to (docker stop --time 30, terminationGracePeriodSeconds: 30).
STOPSIGNAL SIGTERM
ENTRYPOINT ["dispatcher"]
CMD ["serve"]
