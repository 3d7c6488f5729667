"""Where series hang: arrangements, hanging protocols and the table to edit them in."""
