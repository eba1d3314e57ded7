# qc alone in an image: docker build -t qc . && docker run --rm -v "$PWD:/site" qc check
# The builder's own target is musl, so the program is static on every architecture.
FROM rust:1.95.0-alpine3.23 AS build
# The toolchain that is there, without the components and targets that development needs.
ENV RUSTUP_TOOLCHAIN=1.95.0
WORKDIR /celq
COPY . .
RUN cargo build --locked --release --package qc

FROM scratch
COPY --from=build /celq/target/release/qc /qc
USER 65534:65534
WORKDIR /site
ENTRYPOINT ["/qc"]
