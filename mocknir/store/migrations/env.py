"""Run alembic on the connection that `mocknir.store.migrering.migrer` hands over."""

from alembic import context

from mocknir.store.tabeller import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
