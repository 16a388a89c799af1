# The environment is built from the lock in one stage; the other gets the finished environment and no tools.
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_PYTHON_DOWNLOADS=never \
    UV_PROJECT_ENVIRONMENT=/opt/mocknir \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1
WORKDIR /src
COPY pyproject.toml uv.lock ./
# The dependencies change less often than the code and get a layer of their own.
RUN uv sync --frozen --no-dev --no-install-project
COPY mocknir mocknir
COPY fagsystem_sim fagsystem_sim
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data mocknir \
    && install -d -o mocknir -g mocknir /data
COPY --from=build /opt/mocknir /opt/mocknir
ENV PATH=/opt/mocknir/bin:$PATH \
    PYTHONUNBUFFERED=1
USER mocknir
# The sandboxes' databases: the server writes in the folder it is started in.
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["mocknir", "serve", "--host", "0.0.0.0", "--port", "8080"]
