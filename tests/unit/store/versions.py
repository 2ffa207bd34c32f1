"""Going back a version; the product only goes forward."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def downgrade(url: str, revision: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "workbench.store:migrations")
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()
