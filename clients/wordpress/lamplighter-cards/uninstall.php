<?php
if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}
delete_option( 'lamplighter_url' );
delete_option( 'lamplighter_kept' );
